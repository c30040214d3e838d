package dev.heddle.io;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BufferedInputTest {
    private static final Duration SHORT = Duration.ofMillis(3);

    /** Brings a byte each millisecond, and then its end. */
    private static final class Slow extends BufferedInput {
        private final ByteBuffer content;

        Slow(String content) {
            this.content = UTF_8.encode(content);
        }

        @Override
        @Async
        protected Coroutine<Integer> receive(ByteBuffer target) {
            await(sleep(Duration.ofMillis(1)));
            if (!content.hasRemaining()) {
                return done(-1);
            }
            target.put(content.get());
            return done(1);
        }

        @Override
        public String toString() {
            return "a slow input";
        }
    }

    /** Takes so many bytes, two of them a millisecond, and then fails. */
    private static final class Narrow implements ByteOutput {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int capacity;

        Narrow(int capacity) {
            this.capacity = capacity;
        }

        @Override
        @Async
        public Coroutine<Void> write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                if (taken.size() >= capacity) {
                    throw new IOException("full");
                }
                taken.write(source.get());
                await(sleep(Duration.ofMillis(1)));
            }
            return done();
        }
    }

    private static <T> T run(Coroutine<T> program) {
        return Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program);
    }

    @Async
    private static Coroutine<String> restOf(ByteInput input) throws IOException {
        return done(new String(await(input.readAll(1_000)), UTF_8));
    }

    @Async
    private static Coroutine<String> afterCancelling(ByteInput input, Coroutine<?> first) throws IOException {
        await(moveOnAfter(SHORT, first));
        assertThat(input.buffered()).isPositive();
        return done(await(restOf(input)));
    }

    @Test
    void aCancelledReadConsumesNothingWhateverItWasFor() throws IOException {
        Slow line = new Slow("line\n");
        assertThat(run(afterCancelling(line, line.readLine()))).isEqualTo("line\n");
        Slow exactly = new Slow("exactly");
        assertThat(run(afterCancelling(exactly, exactly.readExactly(7)))).isEqualTo("exactly");
        Slow until = new Slow("until;");
        assertThat(run(afterCancelling(until, until.readUntil(new byte[] {';'}, 100))))
                .isEqualTo("until;");
        Slow all = new Slow("all of it");
        assertThat(run(afterCancelling(all, all.readAll(100)))).isEqualTo("all of it");
    }

    @Async
    private static Coroutine<Integer> positionAfterCancelling(ByteInput input, ByteBuffer target) throws IOException {
        await(moveOnAfter(SHORT, input.readExactly(target)));
        return done(target.position());
    }

    @Test
    void aBufferThatIsFilledTellsByItsPositionHowMuchHasComeWhenItIsCancelled() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(6);
        Slow input = new Slow("abcdef");
        int position = run(positionAfterCancelling(input, target));
        assertThat(position).isBetween(1, 5);
        assertThat(run(restOf(input))).isEqualTo("abcdef".substring(position));
    }

    @Test
    void anEndTooEarlyIsAnErrorThatLeavesWhatHasCome() throws IOException {
        Slow input = new Slow("abc");
        assertThatThrownBy(() -> run(input.readExactly(5)))
                .isInstanceOf(EOFException.class)
                .hasMessage("the stream ended after 3 of 5 bytes");
        assertThatThrownBy(() -> run(input.readUntil(new byte[] {';'}, 100)))
                .isInstanceOf(EOFException.class)
                .hasMessage("the stream ended after 3 bytes without a delimiter");
        assertThat(run(restOf(input))).isEqualTo("abc");
        assertThatThrownBy(() -> run(input.readExactly(ByteBuffer.allocate(2))))
                .isInstanceOf(EOFException.class)
                .hasMessage("the stream ended after 0 of 2 bytes");
    }

    @Test
    void nothingMoreIsNullForLinesAndDelimitersAndEmptyForAll() throws IOException {
        assertThat(run(new Slow("").readLine())).isNull();
        assertThat(run(new Slow("").readUntil(new byte[] {1}, 10))).isNull();
        assertThat(run(new Slow("").readAll(0))).isEmpty();
        assertThat(run(new Slow("").readExactly(0))).isEmpty();
    }

    @Test
    void aDelimiterIsFoundWhereItsBeginningIsRepeated() throws IOException {
        Slow input = new Slow("aaab aab ab");
        assertThat(run(input.readUntil("aab".getBytes(UTF_8), 10))).isEqualTo("a".getBytes(UTF_8));
        assertThat(run(input.readUntil("aab".getBytes(UTF_8), 10))).isEqualTo(" ".getBytes(UTF_8));
        assertThat(run(restOf(input))).isEqualTo(" ab");
    }

    @Test
    void aDelimiterBeyondTheLimitIsRefusedAndNothingConsumed() throws IOException {
        byte[] delimiter = "--".getBytes(UTF_8);
        assertThat(run(new Slow("1234--").readUntil(delimiter, 4))).hasSize(4);
        Slow input = new Slow("12345--6");
        assertThatThrownBy(() -> run(input.readUntil(delimiter, 4)))
                .isInstanceOf(LineTooLongException.class)
                .hasMessage("no delimiter within 4 bytes");
        assertThat(run(restOf(input))).isEqualTo("12345--6");
    }

    @Test
    void anEmptyDelimiterIsRefused() {
        assertThatThrownBy(() -> run(new Slow("x").readUntil(new byte[0], 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanTheLimitOfAllIsRefusedAndNothingConsumed() throws IOException {
        Slow input = new Slow("12345");
        assertThatThrownBy(() -> run(input.readAll(4)))
                .isInstanceOf(InputTooLongException.class)
                .hasMessage("the input goes on beyond 4 bytes");
        assertThat(run(input.readAll(5))).hasSize(5);
    }

    @Test
    void aTransferThatFailsOrIsCancelledLeavesWhatWasNotWritten() throws IOException {
        Slow input = new Slow("first,second,third");
        assertThat(run(input.readExactly(1))).isEqualTo("f".getBytes(UTF_8));
        Narrow target = new Narrow(4);
        assertThatThrownBy(() -> run(input.transferTo(target))).hasMessage("full");
        Narrow second = new Narrow(100);
        run(moveOnAfter(Duration.ofMillis(6), input.transferTo(second)));
        String taken = target.taken.toString(UTF_8) + second.taken.toString(UTF_8);
        assertThat(second.taken.size()).isPositive();
        assertThat(taken + run(restOf(input))).isEqualTo("irst,second,third");
    }

    @Test
    void severalBuffersGoToAnyOutput() throws IOException {
        Narrow target = new Narrow(100);
        run(target.write(UTF_8.encode("one "), UTF_8.encode("two "), UTF_8.encode("three")));
        assertThat(target.taken.toString(UTF_8)).isEqualTo("one two three");
    }

    @Async
    private static Coroutine<Void> readTwice(ByteInput input) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawnEagerly(input.readLine());
            await(input.readLine());
        }
        return done();
    }

    @Test
    void aSecondTaskThatReadsIsRefused() {
        assertThatThrownBy(() -> run(readTwice(new Slow("one\ntwo\n"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("another task reads from a slow input already: only one task at a time can");
    }

    @Async
    private static Coroutine<String> linesOf(ByteInput input) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line = await(input.readLine()); line != null; line = await(input.readLine())) {
            lines.append(line.length()).append(' ');
        }
        return done(lines.toString());
    }

    @Test
    void linesOfAllSizesAreRead() throws IOException {
        String text = "x".repeat(20_000) + "\n\n" + "y".repeat(1_024) + "\r\n" + "z".repeat(1_023);
        assertThat(run(linesOf(new Slow(text)))).isEqualTo("20000 0 1024 1023 ");
    }
}
