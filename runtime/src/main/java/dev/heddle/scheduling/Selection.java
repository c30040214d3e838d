package dev.heddle.scheduling;

import dev.heddle.Coroutine;
import dev.heddle.Waitable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a task for the first of several operations. First each of them is attempted in the order of the cases, and one
 * that can be done at once decides. If there is none, all of them wait, each in its queue, and the first that is served
 * decides: in that moment the others leave their queues. As nothing is served that is not in a queue, no other operation has
 * done anything; and as none waits while others are attempted, a select never serves itself.
 *
 * <p>An operation that fails decides as well. Confined to the loop thread.
 */
public final class Selection<R extends @Nullable Object> extends Leaf<Selection.Decision<R>> {
    /**
     * How a select has ended.
     *
     * @param chosen the case whose operation was done or has failed
     * @param result the result of the operation
     * @param failure what it has failed with, or null
     */
    public record Decision<R extends @Nullable Object>(
            OperationCase<?, ? extends R> chosen,
            @Nullable Object result,
            @Nullable Throwable failure) {
        /** What is left to be done: the coroutine of the handler; or throws what the operation has failed with. */
        public Coroutine<? extends R> handle() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            return chosen.handle(result);
        }
    }

    private final List<? extends OperationCase<?, ? extends R>> cases;
    private final List<Waiter<?>> candidates;

    /** How many of the candidates wait, from the first on; 0 again when the select is decided. */
    private int waiting;

    /** A cold select of at least one case. */
    public Selection(List<? extends OperationCase<?, ? extends R>> cases) {
        this.cases = cases;
        candidates = new ArrayList<>(cases.size());
    }

    @Override
    protected @Nullable Object begin() {
        for (OperationCase<?, ?> each : cases) {
            Waiter<?> candidate = each.operation().get();
            candidate.becomeCandidate(this);
            candidates.add(candidate);
        }
        Decision<R> decision = attempt();
        if (decision != null && scheduler().spend()) {
            return decision;
        }
        Object suspended = suspended();
        if (decision != null) {
            complete(decision);
        } else {
            for (Waiter<?> candidate : candidates) {
                waiting++;
                candidate.enqueue();
            }
        }
        return suspended;
    }

    private @Nullable Decision<R> attempt() {
        for (int i = 0; i < cases.size(); i++) {
            try {
                Object result = candidates.get(i).attempt();
                if (result != Waiter.NOT_YET) {
                    return new Decision<>(cases.get(i), result, null);
                }
            } catch (Throwable failure) {
                return new Decision<>(cases.get(i), null, failure);
            }
        }
        return null;
    }

    /** One of the candidates has left its queue with an outcome. */
    void decide(Waiter<?> served) {
        withdraw();
        complete(new Decision<>(cases.get(candidates.indexOf(served)), served.value(), served.failure()));
    }

    @Override
    protected boolean withdraw() {
        List<Waiter<?>> leaving = candidates.subList(0, waiting);
        waiting = 0;
        leaving.forEach(Waiter::dequeue);
        leaving.forEach(Waiter::left);
        return true;
    }

    /** Empty if one of the cases waits for something else, such as the clock or a future, as that may end all of it. */
    List<Waitable> waitables() {
        List<Waitable> waitables = new ArrayList<>(candidates.size());
        for (Waiter<?> candidate : candidates) {
            Waitable waitable = candidate.waitable();
            if (waitable == null) {
                return List.of();
            }
            waitables.add(waitable);
        }
        return waitables;
    }

    @Override
    public String toString() {
        return candidates.stream().map(Object::toString).collect(Collectors.joining(" or "));
    }
}
