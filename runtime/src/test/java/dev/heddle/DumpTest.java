package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.ScopeOptions.deadline;
import static dev.heddle.Steps.awaiting;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coroutine.Awaits;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shop.Store;

/** What a loop tells of its tasks when it is asked. */
class DumpTest {
    private final World world = new World();
    private final LoopOptions cheap = world.options().notDebugging();
    private @Nullable LoopDump dump;

    /** Dumps the loop 100 ms after the program has begun. */
    private LoopDump dumpOf(LoopOptions options, Coroutine<?> program) {
        Loop.run(
                options,
                steps(
                        start -> {
                            Loop.current()
                                    .schedule(
                                            Duration.ofMillis(100),
                                            () -> dump = Loop.current().dump());
                            return Awaits.await(program);
                        },
                        Steps.Outcome::get));
        return java.util.Objects.requireNonNull(dump);
    }

    private static String withoutLines(String text) {
        return text.replaceAll("\\.java:\\d+", ".java");
    }

    @Test
    void aDumpShowsTheTreeOfTasksWithTheirAwaitChains() {
        LoopDump dump = dumpOf(cheap, Store.order("Ann", 3));

        assertThat(withoutLines(dump.toString())).isEqualTo("""
                loop `test`
                  `main` waits for task `tea`
                      at shop.Store.total(Store.java)
                      at shop.Store.order(Store.java)
                    scope `order`
                      `tea` waits for sleep that ends in PT0.9S
                          at shop.Store.price(Store.java)""");
    }

    @Test
    void inDebugModeADumpShowsTheVariablesThatAreStillNeededAndWhereTasksWereSpawned() {
        LoopDump dump = dumpOf(cheap.debugging(), Store.order("Ann", 3));

        assertThat(withoutLines(dump.toString()))
                .contains("at shop.Store.total(Store.java)  articles = 3\n")
                .contains("at shop.Store.order(Store.java)  bill = \"Ann\", scope = scope `order`")
                .contains("at shop.Store.price(Store.java)  article = \"tea\"\n"
                        + "          spawned at shop.Store.order(Store.java)");
    }

    @Test
    void aDumpIsAlsoJson() {
        LoopDump dump = dumpOf(cheap, Store.order("Ann", 3));

        String expected = """
                {'loop':'test','tasks':[{'name':'main','state':'RUNNING','waitsFor':'task `tea`','frames':[
                {'position':{'method':'shop.Store.total','file':'Store.java','line':7}},
                {'position':{'method':'shop.Store.order','file':'Store.java','line':7}}],
                'scopes':[{'name':'order','tasks':[
                {'name':'tea','state':'RUNNING','waitsFor':'sleep that ends in PT0.9S','frames':[
                {'position':{'method':'shop.Store.price','file':'Store.java','line':7}}],'scopes':[]}]}]}],
                'omitted':0}""";
        assertThat(dump.json().replaceAll("\"line\":\\d+", "\"line\":7"))
                .isEqualTo(expected.replace("\n", "").replace('\'', '"'));
    }

    @Test
    void textInJsonIsEscaped() {
        LoopDump dump = dumpOf(cheap.named("a \"b\" \\ \n \ud800"), Store.price("tea"));

        assertThat(dump.json()).startsWith("{\"loop\":\"a \\\"b\\\" \\\\ \\u000a \\ud800\",");
    }

    @Test
    void aDumpShowsDeadlinesCancellationsAndTasksThatHaveNotBegun() {
        LoopDump dump = dumpOf(cheap, TaskScope.run(deadline(2, TimeUnit.SECONDS), scope -> {
            scope.spawn("stubborn", Coroutines.shield(Duration.ofSeconds(1), sleep(Duration.ofMillis(500))));
            scope.spawn("canceller", steps(start -> Awaits.await(sleep(Duration.ofMillis(50))), slept -> {
                scope.tasks().get(0).cancel("enough");
                return null;
            }));
            scope.spawn(steps(start -> Awaits.await(sleep(Duration.ofMillis(100))), slept -> {
                scope.spawn("new", done());
                return null;
            }));
            return done();
        }));

        assertThat(withoutLines(dump.toString()))
                .contains("a scope, PT1.9S left")
                .contains("(cancelled: requested by task `canceller`: enough)");
    }

    @Test
    void aDumpOfManyTasksIsCut() {
        LoopDump dump = dumpOf(cheap, TaskScope.run(scope -> {
            for (int i = 0; i < 20_000; i++) {
                scope.spawn(sleep(Duration.ofSeconds(1)));
            }
            return done();
        }));

        assertThat(dump.omitted()).isEqualTo(10_001);
        assertThat(dump.toString()).endsWith("\n  ... and 10001 more");
    }

    @Test
    void aDumpOfDeepTreesIsCut() {
        LoopDump dump = dumpOf(cheap, nested(200));

        assertThat(dump.omitted()).isPositive();
    }

    private static Coroutine<Void> nested(int depth) {
        return depth == 0
                ? awaiting(sleep(Duration.ofSeconds(1)))
                : TaskScope.run(scope -> {
                    scope.spawn(nested(depth - 1));
                    return done();
                });
    }

    @Test
    void aValueWhoseToStringFailsDoesNotSpoilTheDump() {
        LoopDump dump = dumpOf(cheap.debugging(), Store.holds(new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not now");
            }
        }));

        assertThat(dump.toString()).contains("value = (java.lang.IllegalStateException)");
    }
}
