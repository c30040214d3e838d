package dev.heddle.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The elements that have been sent and not yet received; what it takes next is what makes the kinds of channels. */
interface Buffer<T> {
    void add(T element);

    /** Takes the next element; null if there is none. */
    @Nullable
    T poll();

    int size();

    /** First in, first out. */
    static <T> Buffer<T> fifo() {
        return new Line<>(new ArrayDeque<>(), ArrayDeque::pollFirst);
    }

    /** Last in, first out. */
    static <T> Buffer<T> lifo() {
        return new Line<>(new ArrayDeque<>(), ArrayDeque::pollLast);
    }

    /** The least first; of equal ones the oldest. */
    static <T> Buffer<T> priority(Comparator<? super T> order) {
        return new Heap<>(order);
    }

    /** Takes all elements, in order. */
    default List<T> drain() {
        List<T> drained = new ArrayList<>(size());
        for (T element = poll(); element != null; element = poll()) {
            drained.add(element);
        }
        return drained;
    }

    /** In the order of arrival; which end is next is what makes the kind. */
    record Line<T>(ArrayDeque<T> elements, Function<ArrayDeque<T>, @Nullable T> next) implements Buffer<T> {
        @Override
        public void add(T element) {
            elements.addLast(element);
        }

        @Override
        public @Nullable T poll() {
            return next.apply(elements);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    /** The least first, made stable by numbering. */
    final class Heap<T> implements Buffer<T> {
        private record Entry<T>(T element, long number) {}

        private final PriorityQueue<Entry<T>> entries;
        private long added;

        Heap(Comparator<? super T> order) {
            entries = new PriorityQueue<>((a, b) -> {
                int byOrder = order.compare(a.element, b.element);
                return byOrder != 0 ? byOrder : Long.compare(a.number, b.number);
            });
        }

        @Override
        public void add(T element) {
            entries.add(new Entry<>(element, added++));
        }

        @Override
        public @Nullable T poll() {
            Entry<T> least = entries.poll();
            return least == null ? null : least.element;
        }

        @Override
        public int size() {
            return entries.size();
        }
    }
}
