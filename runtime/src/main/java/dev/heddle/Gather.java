package dev.heddle;

import static dev.heddle.Coroutines.done;

import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines at once, each as a task of one scope: what differs is the policy of the scope, and what is made of the ends
 * of the tasks. Stateless.
 */
final class Gather {
    private static final ScopeOptions ALL = ScopeOptions.defaults().named("gather");
    private static final ScopeOptions OUTCOMES =
            ScopeOptions.defaults().named("gatherOutcomes").policy(ScopePolicy.COLLECT);
    private static final ScopeOptions RACE =
            ScopeOptions.defaults().named("race").policy(ScopePolicy.SUPERVISE);
    private static final ScopeOptions SUCCESS =
            ScopeOptions.defaults().named("firstSuccess").policy(ScopePolicy.FIRST_SUCCESS);

    private Gather() {}

    /** The members in a list of its own, none of them twice. */
    static <E> List<E> distinct(String what, Collection<? extends E> members) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object member : members) {
            if (!seen.add(member)) {
                throw new IllegalArgumentException("`" + what + "` was given the same object twice: " + member);
            }
        }
        return List.copyOf(members);
    }

    /** As {@link #distinct}, and at least one. */
    static <E> List<E> some(String what, Collection<? extends E> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("`" + what + "` of nothing would never end");
        }
        return distinct(what, members);
    }

    @Async
    static <T extends @Nullable Object> Coroutine<List<T>> all(List<? extends Awaitable<? extends T>> members) {
        List<Task<? extends T>> tasks = new ArrayList<>(members.size());
        TaskScope scope = TaskScope.open(ALL);
        try (scope) {
            spawnAll(members, scope, tasks);
        } catch (ScopeFailed failed) {
            throw Loop.<RuntimeException>sneaky(failed.scope == scope ? firstFailure(failed) : failed);
        }
        return done(results(tasks));
    }

    @Async
    static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> outcomes(
            List<? extends Awaitable<? extends T>> members) {
        List<Task<? extends T>> tasks = new ArrayList<>(members.size());
        TaskScope scope = TaskScope.open(OUTCOMES);
        try (scope) {
            spawnAll(members, scope, tasks);
        } catch (ScopeFailed failed) {
            if (failed.scope != scope) {
                throw failed;
            }
        }
        return done(outcomesOf(tasks));
    }

    @Async
    static <T extends @Nullable Object> Coroutine<T> race(List<? extends Awaitable<? extends T>> members) {
        Outcome<? extends T> first;
        List<Task<? extends T>> tasks = new ArrayList<>(members.size());
        try (TaskScope scope = TaskScope.open(RACE)) {
            spawnAll(members, scope, tasks);
            first = Outcome.of(Coroutines.await(new Endings<T>(tasks).next()));
            scope.cancelChildren();
        }
        return done(first.get());
    }

    @Async
    static <T extends @Nullable Object> Coroutine<T> firstSuccess(List<? extends Awaitable<? extends T>> members) {
        List<Task<? extends T>> tasks = new ArrayList<>(members.size());
        TaskScope scope = TaskScope.open(SUCCESS);
        try (scope) {
            spawnAll(members, scope, tasks);
        } catch (ScopeFailed failed) {
            throw Loop.<RuntimeException>sneaky(failed.scope == scope ? firstFailure(failed) : failed);
        }
        return done(Gather.<T>winner(scope, tasks));
    }

    private static <T extends @Nullable Object> void spawnAll(
            List<? extends Awaitable<? extends T>> members, TaskScope scope, List<Task<? extends T>> tasks) {
        for (Awaitable<? extends T> member : members) {
            tasks.add(scope.spawn(member.toCoroutine()));
        }
    }

    /** The first result; without one, and without a failure, all members were cancelled by somebody else. */
    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> T winner(TaskScope scope, List<Task<? extends T>> tasks) {
        Task<T> winner = (Task<T>) scope.children.winner();
        if (winner == null) {
            tasks.forEach(Gather::requireResult);
        }
        return Objects.requireNonNull(winner).result();
    }

    private static void requireResult(Task<?> ended) {
        Throwable exception = ended.exceptionFor(null);
        if (exception != null) {
            throw Loop.<RuntimeException>sneaky(exception);
        }
    }

    /** The results, unless a member was cancelled by somebody else. */
    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> List<T> results(List<Task<? extends T>> tasks) {
        tasks.forEach(Gather::requireResult);
        return Collections.unmodifiableList(
                (List<T>) Arrays.asList(tasks.stream().map(Task::result).toArray()));
    }

    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> List<Outcome<T>> outcomesOf(List<Task<? extends T>> tasks) {
        return tasks.stream().map(task -> Outcome.of((Task<T>) task)).toList();
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
