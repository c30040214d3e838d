package dev.heddle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines at once, each as a task of one scope, and yields their results in order. The first failure cancels the
 * others and, when all have ended, is thrown itself, with the later ones suppressed.
 */
final class Gather<T extends @Nullable Object> extends ScopedFrame<List<T>> {
    private static final ScopeOptions OPTIONS = ScopeOptions.defaults().named("gather");

    private final List<Task<? extends T>> tasks;

    private Gather(List<? extends Awaitable<? extends T>> members, List<Task<? extends T>> tasks) {
        super(OPTIONS, scope -> {
            for (Awaitable<? extends T> member : members) {
                tasks.add(scope.spawn(member.toCoroutine()));
            }
            return new Completed<>(List.of());
        });
        this.tasks = tasks;
    }

    static <T extends @Nullable Object> Gather<T> of(List<? extends Awaitable<? extends T>> members) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Awaitable<? extends T> member : members) {
            if (!seen.add(member)) {
                throw new IllegalArgumentException("`gather` was given the same object twice: " + member);
            }
        }
        return new Gather<>(members, new ArrayList<>(members.size()));
    }

    @Override
    List<T> result(@Nullable Object none) {
        @SuppressWarnings("unchecked")
        T[] results = (T[]) tasks.stream().map(Task::result).toArray();
        return Collections.unmodifiableList(Arrays.asList(results));
    }

    @Override
    Throwable failure(Throwable thrown) {
        if (!(thrown instanceof ScopeFailed failed) || failed.scope != scope()) {
            return thrown;
        }
        Throwable first = failed.getCause();
        if (first == null) {
            return failed;
        }
        for (Throwable later : failed.getSuppressed()) {
            first.addSuppressed(later);
        }
        return first;
    }
}
