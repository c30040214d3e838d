package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.heddle.Checkpoint;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import dev.heddle.coroutine.SavedFrames;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Frames that are made again from what was written of them do what the ones do that were written. */
final class SavedFramesTest {
    private static final int FAILING = 3;

    private static final String SHOP = """
            package shop;

            import static dev.heddle.Coroutines.await;
            import static dev.heddle.Coroutines.done;

            import dev.heddle.Checkpoint;
            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;
            import java.util.function.Consumer;

            public class Shop {
                @Async
                public static Coroutine<String> buy(String item, Consumer<byte[]> store) throws Exception {
                    int price = item.length();
                    Checkpoint here = await(taken());
                    if (!here.isRestored()) {
                        return done(keep(here, store));
                    }
                    return done(item + " for " + price);
                }

                @Async
                static Coroutine<Checkpoint> taken() {
                    Checkpoint here = await(Checkpoint.take());
                    return done(here);
                }

                static String keep(Checkpoint here, Consumer<byte[]> store) {
                    store.accept(here.bytes());
                    return "kept";
                }
            }
            """;

    /** Whatever the cases keep, at each of their awaits: all frames of woven methods are replaced by copies. */
    @TestFactory
    Stream<DynamicTest> casesGoOnInFramesThatWereMadeAgain() {
        Sources sources = Sources.in("cases");
        AtomicInteger moved = new AtomicInteger();
        Stream<DynamicTest> tests = sources.files().stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    var compiled = sources.classFilesOf(file);
                    assertThat(Differential.mismatches(
                                            Sources.className(file),
                                            Program.oracle(compiled),
                                            Program.woven(compiled),
                                            SavedFramesTest::modes,
                                            () -> new MovingDriver(moved))
                                    .findFirst())
                            .isEmpty();
                }));
        return Stream.concat(
                tests,
                Stream.of(dynamicTest(
                        "frames were made again", () -> assertThat(moved).hasValueGreaterThan(1000))));
    }

    @Test
    void theSameClassesInAnotherLoaderGoOn() throws Exception {
        byte[] bytes = checkpointOf(SHOP);

        assertThat(restored(bytes, SHOP)).isEqualTo("tea for 3");
    }

    @Test
    void aMethodThatWasChangedIsRefused() throws Exception {
        byte[] bytes = checkpointOf(SHOP);

        for (String changed : List.of(
                SHOP.replace("int price", "\nint price"),
                SHOP.replace("int price", "long price"),
                SHOP.replace("price", "cost"),
                SHOP.replace("done(item + \" for \" + price)", "done(item + price + await(taken()))"),
                SHOP.replace(
                        "@Async\n    static Coroutine<Checkpoint> taken",
                        "@Async static Coroutine<Checkpoint> taken"))) {
            assertThatThrownBy(() -> restored(bytes, changed))
                    .as(changed)
                    .isInstanceOf(InvalidClassException.class)
                    .hasMessageMatching("shop.Shop\\$(buy|taken)\\$Coroutine; "
                            + "the method is not the one that the checkpoint was taken in");
        }
    }

    @Test
    void aMethodThatIsNoMoreIsMissing() throws Exception {
        byte[] bytes = checkpointOf(SHOP);

        assertThatThrownBy(() -> restored(bytes, SHOP.replace("buy", "sell")))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("shop.Shop$buy$Coroutine");
    }

    private static ClassLoader loaderOf(String source) {
        return Program.woven(Sources.of("shop.Shop", source).classFiles()).define();
    }

    private static byte[] checkpointOf(String source) throws Exception {
        Method buy = loaderOf(source).loadClass("shop.Shop").getMethod("buy", String.class, Consumer.class);
        AtomicReference<byte[]> kept = new AtomicReference<>();
        Object answer = Loop.run((Coroutine<?>) buy.invoke(null, "tea", new Store(kept)));
        assertThat(answer).isEqualTo("kept");
        return kept.get();
    }

    private static String restored(byte[] bytes, String source) throws Exception {
        ClassLoader loader = loaderOf(source);
        return Loop.run(Checkpoint.of(bytes).restore(String.class, loader));
    }

    private static List<Mode> modes(int awaits) {
        List<Mode> modes = new ArrayList<>();
        modes.add(Mode.PLAIN.at(Mode.Pace.SUSPENDS));
        modes.add(Mode.PLAIN.at(Mode.Pace.MIXED_1));
        for (int await = 1; await <= Math.min(awaits, FAILING); await++) {
            modes.add(new Mode(Mode.Pace.SUSPENDS, await, Mode.Failure.UNCHECKED));
        }
        return modes;
    }

    /** Its content is written with the checkpoint, and not looked at there. */
    private record Store(AtomicReference<byte[]> content) implements Consumer<byte[]>, Serializable {
        @Override
        public void accept(byte[] bytes) {
            content.set(bytes);
        }
    }

    /** Whenever something is suspended, the frames that wait for it are written, read, and put in the place of those. */
    private static final class MovingDriver extends DirectDriver {
        private final AtomicInteger moved;

        MovingDriver(AtomicInteger moved) {
            this.moved = moved;
        }

        @Override
        void suspendedIn(Frame<?> probe) {
            Resumable root = probe.caller;
            while (root instanceof Frame<?> frame) {
                root = frame.caller;
            }
            if (root == probe.caller) {
                return;
            }
            Deque<Object> values = new ArrayDeque<>();
            try (ObjectOutputStream out = new KeepingOutput(values)) {
                SavedFrames.write(probe.caller, out);
            } catch (NotSerializableException e) {
                return; // a stream stands between them
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            ClassLoader loader = probe.caller.getClass().getClassLoader();
            try (ObjectInputStream in = new KeepingInput(values)) {
                SavedFrames.read(in, loader, probe, root);
            } catch (IOException | ClassNotFoundException e) {
                throw new AssertionError(e);
            }
            moved.incrementAndGet();
        }
    }

    /** Writes no bytes: the objects stay what they are. */
    private static final class KeepingOutput extends ObjectOutputStream {
        private final Deque<Object> values;

        KeepingOutput(Deque<Object> values) throws IOException {
            this.values = values;
        }

        @Override
        protected void writeObjectOverride(Object value) {
            values.add(Optional.ofNullable(value));
        }

        @Override
        public void writeInt(int value) {
            values.add(value);
        }

        @Override
        public void close() {}
    }

    private static final class KeepingInput extends ObjectInputStream {
        private final Deque<Object> values;

        KeepingInput(Deque<Object> values) throws IOException {
            this.values = values;
        }

        @Override
        protected Object readObjectOverride() {
            return ((Optional<?>) values.remove()).orElse(null);
        }

        @Override
        public int readInt() {
            return (int) values.remove();
        }

        @Override
        public void close() {}
    }
}
