package dev.heddle.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of openssl that speaks TLS. For blocking code; a thread reads what it says. */
final class Openssl implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final Thread reader;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** So much of what it has said has been waited for. */
    private int heard;

    private Openssl(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "what openssl says");
        reader.start();
    }

    /** A test that needs openssl is skipped where there is none. */
    static void assumeInstalled() {
        boolean installed;
        try {
            installed = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException none) {
            installed = false;
        }
        assumeTrue(installed, "openssl is not installed");
    }

    static Openssl run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new Openssl(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** A client of the server at a port of this machine. */
    static Openssl client(int port, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-servername",
                "localhost",
                "-CAfile",
                Keys.authorityFile(),
                "-verify_return_error"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try {
            for (int count = process.getInputStream().read(buffer); count >= 0; ) {
                synchronized (this) {
                    said.write(buffer, 0, count);
                    notifyAll();
                }
                count = process.getInputStream().read(buffer);
            }
        } catch (IOException killed) {
            // the end of the process
        }
        synchronized (this) {
            notifyAll();
        }
    }

    /** Writes a line as a person would. */
    void type(String line) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write((line + "\n").getBytes(UTF_8));
        keyboard.flush();
    }

    /** Waits until it has said that, after what was waited for before. */
    synchronized void says(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            String all = said.toString(UTF_8);
            int found = all.indexOf(text, heard);
            if (found >= 0) {
                heard = found + text.length();
                return;
            }
            if (System.nanoTime() > end || !reader.isAlive()) {
                throw new AssertionError("openssl has not said `" + text + "` but: " + all.substring(heard));
            }
            wait(100);
        }
    }

    /** Waits for its end. */
    void ends() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
