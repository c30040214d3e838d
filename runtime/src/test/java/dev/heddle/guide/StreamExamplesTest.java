package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncStream;
import dev.heddle.Backoff;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.ScopeOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.stream.Publishers;
import dev.heddle.stream.Streams;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/streams.md, and what it does. */
class StreamExamplesTest {
    private final List<Object> seen = new ArrayList<>();

    private static <T extends @Nullable Object> T run(Coroutine<T> program) {
        return Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program);
    }

    private void use(Object element) {
        seen.add(element);
    }

    @Async
    static AsyncStream<Integer> numbers(int end) {
        for (int i = 0; i < end; i++) {
            await(sleep(ofMillis(10)));
            emit(i);
        }
        return end();
    }

    @Async
    Coroutine<Void> useAll() {
        try (AsyncStream<Integer> numbers = numbers(10)) {
            while (await(numbers.advance())) {
                use(numbers.value());
            }
        }
        return done();
    }

    @Test
    void elementsAreAskedForOneByOne() {
        run(useAll());
        assertThat(seen).hasSize(10);
    }

    @Async
    Coroutine<Map<Boolean, Long>> countOddAndEven() {
        return numbers(1000)
                .filter(i -> i % 3 != 0)
                .map(i -> i * i)
                .take(100)
                .collect(Collectors.partitioningBy(i -> i % 2 == 0, Collectors.counting()));
    }

    @Test
    void operatorsAreThoseOfJavaUtilStream() {
        assertThat(run(countOddAndEven())).containsEntry(true, 50L).containsEntry(false, 50L);
    }

    @Async
    static Coroutine<String> fetch(int id) {
        await(sleep(ofSeconds(1)));
        return done("page " + id);
    }

    Coroutine<List<String>> pages(AsyncStream<Integer> ids) {
        return ids.mapAsync(8, id -> fetch(id)).buffer(16).toList();
    }

    @Test
    void callsRunAtTheSameTime() {
        assertThat(run(pages(numbers(20)))).hasSize(20).startsWith("page 0", "page 1");
    }

    Coroutine<Void> show(AsyncStream<Integer> positions) {
        return positions.conflate().forEachAsync(position -> draw(position));
    }

    @Async
    private Coroutine<Void> draw(int position) {
        use(position);
        await(sleep(ofMillis(33)));
        return done();
    }

    @Test
    void onlyTheLatestPositionIsShown() {
        run(show(numbers(10)));
        assertThat(seen).containsExactly(0, 3, 6, 9);
    }

    AsyncStream<String> suggestions(AsyncStream<String> typed) {
        return typed.debounce(ofMillis(300)).distinctUntilChanged().switchMap(text -> search(text));
    }

    @Async
    static AsyncStream<String> search(String text) {
        await(sleep(ofMillis(100)));
        emit("about " + text);
        return end();
    }

    @Test
    void onlyTheLastSearchCounts() {
        assertThat(run(suggestions(Streams.of("h", "he", "hed")).toList())).containsExactly("about hed");
    }

    @Async
    static AsyncStream<String> bothOf(AsyncStream<String> left, AsyncStream<String> right) {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().beside())) {
            scope.spawn("heartbeat", Streams.interval(ofSeconds(1)).take(3).forEach(tick -> {}));
            try (AsyncStream<String> merged = Streams.merge(left, right)) {
                while (await(merged.advance())) {
                    emit(merged.value());
                }
            }
        }
        return end();
    }

    @Test
    void aGeneratorMayHaveTasks() {
        assertThat(run(bothOf(Streams.of("a"), search("b")).toList())).containsExactly("a", "about b");
    }

    AsyncStream<String> prices(Backoff backoff) {
        return Streams.retrying(backoff, () -> search("prices").timeout(Duration.ofSeconds(30)));
    }

    @Test
    void aStreamIsMadeAnew() {
        assertThat(run(prices(Backoff.fixed(ofSeconds(1))).toList())).containsExactly("about prices");
    }

    @Async
    Coroutine<List<Integer>> thereAndBack() {
        try (TaskScope scope = TaskScope.open()) {
            Flow.Publisher<Integer> publisher = Publishers.publisher(scope, () -> numbers(5));
            return done(await(Publishers.stream(publisher).toList()));
        }
    }

    @Test
    void publishersAreStreamsAndStreamsPublishers() {
        assertThat(run(thereAndBack())).containsExactly(0, 1, 2, 3, 4);
    }
}
