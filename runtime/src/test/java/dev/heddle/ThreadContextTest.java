package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ThreadContextTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final ContextKey<String> SPAN = ContextKey.named("span");

    private static final ThreadContext<@Nullable Map<String, String>> LABELS =
            ThreadContext.of(MDC::getCopyOfContextMap, labels -> MDC.setContextMap(labels == null ? Map.of() : labels));

    private static final ThreadContext<Context> SPANS =
            ThreadContext.of(Context::current, context -> ContextStorage.get().attach(context));

    private final World world = new World();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(LOCAL.get()).isNull();
        assertThat(MDC.get("user")).isNull();
        assertThat(Context.current().get(SPAN)).isNull();
    }

    @Async
    @SuppressWarnings({"try", "heddle:H104"}) // a scope is held, not used, and goes with the task
    private Coroutine<Void> serve(String user) {
        MDC.put("user", user);
        try (Scope scope = Context.current().with(SPAN, "span of " + user).makeCurrent()) {
            look(user);
            await(sleep(SECOND));
            look(user);
        }
        await(sleep(SECOND));
        look(user);
        return done();
    }

    private void look(String user) {
        seen.add(user + ": " + MDC.get("user") + ", " + Context.current().get(SPAN));
    }

    @Test
    void theLabelsOfALoggerAndTheSpanOfATraceGoWithTheirTask() {
        Loop.run(world.options().carrying(LABELS).carrying(SPANS), gather(serve("alice"), serve("bob")));

        assertThat(seen)
                .containsExactly(
                        "alice: alice, span of alice",
                        "bob: bob, span of bob",
                        "alice: alice, span of alice",
                        "bob: bob, span of bob",
                        "alice: alice, null",
                        "bob: bob, null");
    }

    private static String local() {
        return String.valueOf(LOCAL.get());
    }

    private static LoopOptions carrying(World world) {
        return world.options().carrying(ThreadContext.of(LOCAL));
    }

    @Async
    private Coroutine<Void> see(String who) {
        seen.add(who + " begins with " + local());
        LOCAL.set(who);
        await(sleep(SECOND));
        seen.add(who + " has " + local());
        return done();
    }

    @Async
    private Coroutine<Void> parent() {
        LOCAL.set("parent");
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(see("child"));
            LOCAL.set("parent, later");
            scope.spawnEagerly(see("eager child"));
            seen.add("parent goes on with " + local());
        }
        seen.add("parent ends with " + local());
        return done();
    }

    @Test
    void aTaskBeginsWithWhatIsThereWhereItIsSpawned() {
        Loop.run(carrying(world), parent());

        assertThat(seen)
                .containsExactly(
                        "eager child begins with parent, later",
                        "parent goes on with parent, later",
                        "child begins with parent",
                        "eager child has eager child",
                        "child has child",
                        "parent ends with parent, later");
    }

    @Test
    void theProgramBeginsWithWhatTheThreadHas() {
        LOCAL.set("main thread");
        try {
            Loop.run(carrying(world), see("program"));
            assertThat(LOCAL.get()).isEqualTo("main thread");
        } finally {
            LOCAL.remove();
        }
        assertThat(seen).containsExactly("program begins with main thread", "program has program");
    }

    @Async
    private Coroutine<Void> handsOver() {
        LOCAL.set("task");
        Loop loop = Loop.current();
        loop.post(() -> seen.add("posted: " + local()));
        loop.schedule(SECOND, () -> seen.add("scheduled: " + local()));
        LOCAL.set("later");
        String blocking = await(blocking(() -> local() + " on another thread"));
        seen.add("blocking: " + blocking);
        await(sleep(SECOND.multipliedBy(2)));
        seen.add("task: " + local());
        return done();
    }

    @Test
    void callbacksAndBlockingCallsHaveWhatIsThereWhereTheyAreHandedOver() {
        Loop.run(LoopOptions.defaults().carrying(ThreadContext.of(LOCAL)), handsOver());

        assertThat(seen)
                .containsExactly("posted: task", "blocking: later on another thread", "scheduled: task", "task: later");
    }

    @Test
    void oneThatFailsIsReportedAndTheOthersGoOn() {
        ThreadContext<Object> broken = ThreadContext.of(() -> "state", state -> {
            throw new IllegalStateException("boom");
        });

        Loop.run(carrying(world).carrying(broken), parent());

        assertThat(seen).hasSize(6).contains("child has child", "parent ends with parent, later");
        assertThat(world.reports)
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report).contains("a thread context of loop", "boom"));
    }

    @Test
    void aLoopThatCarriesNothingLeavesTheThreadAlone() {
        Loop.run(world.options(), gather(see("alice"), see("bob")));

        assertThat(seen)
                .containsExactly("alice begins with null", "bob begins with alice", "alice has bob", "bob has bob");
        LOCAL.remove();
    }
}
