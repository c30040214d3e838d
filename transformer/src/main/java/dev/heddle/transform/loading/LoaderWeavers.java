package dev.heddle.transform.loading;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The weaver of each class loader. Loaders are told apart by identity, since a loader may have an {@code equals} of its own
 * that is no business of an agent; and held weakly, so that one can be collected with its classes, after which its weaver
 * is dropped with the next question. Any thread.
 */
final class LoaderWeavers {
    private final Map<Key, LoaderWeaver> weavers = new ConcurrentHashMap<>();
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Function<ClassLoader, LoaderWeaver> maker;

    /** {@code maker} makes the weaver of a loader that is new; what it makes must not hold the loader. */
    LoaderWeavers(Function<ClassLoader, LoaderWeaver> maker) {
        this.maker = maker;
    }

    LoaderWeaver of(ClassLoader loader) {
        for (Object key = collected.poll(); key != null; key = collected.poll()) {
            weavers.remove(key);
        }
        Key key = new Key(loader, collected);
        LoaderWeaver known = weavers.get(key);
        if (known == null) {
            LoaderWeaver made = maker.apply(loader); // may load classes, so not under a lock of the map
            LoaderWeaver earlier = weavers.putIfAbsent(key, made);
            known = earlier == null ? made : earlier;
        }
        return known;
    }

    private static final class Key extends WeakReference<ClassLoader> {
        private final int hash;

        Key(ClassLoader loader, ReferenceQueue<ClassLoader> collected) {
            super(loader, collected);
            hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        /** A key whose loader is gone equals itself only, so that it can still be removed. */
        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }
    }
}
