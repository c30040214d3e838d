package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.Checkpoint;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.file.AsyncFiles;
import java.io.File;
import java.io.IOException;
import java.io.NotSerializableException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/checkpoints.md, and what it does. */
@Timeout(60)
class CheckpointExamplesTest {
    private static final int KILLED = 3;

    @TempDir
    Path folder;

    /** Counts words; a process that finds the file `stop` is gone in the middle of it. */
    static final class Job {
        private Job() {}

        @Async
        static Coroutine<Integer> countAll(List<String> files, String progress) throws IOException {
            int words = 0;
            for (int i = 0; i < files.size(); i++) {
                words += await(count(Path.of(files.get(i))));
                await(save(progress));
            }
            return done(words);
        }

        @Async
        static Coroutine<Void> save(String progress) throws IOException {
            Checkpoint here = await(Checkpoint.take());
            if (!here.isRestored()) {
                await(AsyncFiles.writeAtomically(Path.of(progress), here.bytes()));
            }
            return done();
        }

        @Async
        static Coroutine<Integer> count(Path file) throws IOException {
            String text = await(AsyncFiles.readString(file));
            if (text.equals("stop")) {
                Runtime.getRuntime().halt(KILLED);
            }
            System.out.println("counted " + file.getFileName());
            return done(text.split(" ").length);
        }

        public static void main(String[] args) throws Exception {
            String name = args[0];
            List<String> files = new ArrayList<>(List.of(args).subList(1, args.length));
            Path progress = Path.of(name);
            Coroutine<Integer> job = Files.exists(progress)
                    ? Checkpoint.of(Files.readAllBytes(progress)).restore(Integer.class, Job.class.getClassLoader())
                    : countAll(files, name);
            int words = Loop.run(job);
            System.out.println(words + " words");
        }
    }

    private static String run(int expected, List<String> arguments) throws Exception {
        Path target = Path.of("target").toAbsolutePath();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp"));
        command.add(target.resolve("test-classes") + File.pathSeparator + target.resolve("classes"));
        command.add(Job.class.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isEqualTo(expected);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aJobGoesOnInAnotherProcess() throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of(folder.resolve("progress").toString()));
        for (String text : List.of("one", "two words", "stop", "and four more words")) {
            Path file = folder.resolve("file" + arguments.size());
            arguments.add(Files.writeString(file, text).toString());
        }

        assertThat(run(KILLED, arguments)).isEqualTo("counted file1\ncounted file2\n");
        Files.writeString(folder.resolve("file3"), "now it can be counted");
        assertThat(run(0, arguments)).isEqualTo("counted file3\ncounted file4\n12 words\n");
    }

    @Async
    static Coroutine<Void> talk() throws IOException {
        try (Socket socket = new Socket()) {
            await(Checkpoint.take());
            socket.setTcpNoDelay(true);
        }
        return done();
    }

    @Test
    void theVariableIsNamedThatCannotBeKept() {
        NotSerializableException refused = catchThrowableOfType(NotSerializableException.class, () -> Loop.run(talk()));

        assertThat(refused.getMessage().replaceAll("\\.java:\\d+", ".java"))
                .isEqualTo("""
                        variable `socket` at dev.heddle.guide.CheckpointExamplesTest.talk(CheckpointExamplesTest.java) cannot be saved: not
                        serializable is java.net.Socket
                        """.replace('\n', ' ').strip());
    }
}
