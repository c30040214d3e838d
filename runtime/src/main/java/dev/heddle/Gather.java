package dev.heddle;

import static dev.heddle.Coroutines.done;

import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines at once, each as a task of one scope, and yields their results in order. The first failure cancels the
 * others and, when all have ended, is thrown itself, with the later ones suppressed. Stateless.
 */
final class Gather {
    private static final ScopeOptions OPTIONS = ScopeOptions.defaults().named("gather");

    private Gather() {}

    static void refuseDuplicates(List<?> members) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object member : members) {
            if (!seen.add(member)) {
                throw new IllegalArgumentException("`gather` was given the same object twice: " + member);
            }
        }
    }

    @Async
    static <T extends @Nullable Object> Coroutine<List<T>> all(List<? extends Awaitable<? extends T>> members) {
        List<Task<? extends T>> tasks = new ArrayList<>(members.size());
        TaskScope scope = TaskScope.open(OPTIONS);
        try (scope) {
            for (Awaitable<? extends T> member : members) {
                tasks.add(scope.spawn(member.toCoroutine()));
            }
        } catch (ScopeFailed failed) {
            throw Loop.<RuntimeException>sneaky(failed.scope == scope ? firstFailure(failed) : failed);
        }
        return done(results(tasks));
    }

    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> List<T> results(List<Task<? extends T>> tasks) {
        return Collections.unmodifiableList(
                (List<T>) Arrays.asList(tasks.stream().map(Task::result).toArray()));
    }

    private static Throwable firstFailure(ScopeFailed failed) {
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
