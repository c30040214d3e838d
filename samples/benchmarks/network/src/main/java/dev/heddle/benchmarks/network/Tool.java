package dev.heddle.benchmarks.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that loads servers, while it runs on its own core. */
final class Tool implements AutoCloseable {
    /** The core of all of them; servers have another one. */
    private static final int CORE = 1;

    private final Process process;
    private final BufferedReader output;

    private Tool(Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static Tool start(Object... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("taskset", "-c", Integer.toString(CORE)));
        for (Object word : command) {
            words.add(word.toString());
        }
        return new Tool(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Compiles a C program into a folder. */
    static Path compile(Path source, Path folder) throws IOException, InterruptedException {
        String file = source.getFileName().toString();
        Path program = folder.resolve(file.substring(0, file.lastIndexOf('.')));
        int exit = new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("cannot compile " + source);
        }
        return program;
    }

    /** The next line that begins so. */
    String line(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.strip().startsWith(beginning)) {
                return line.strip();
            }
        }
        throw new IOException("the output ended without `" + beginning + "`");
    }

    /** Closes its input, which some take as a sign, and waits for its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
