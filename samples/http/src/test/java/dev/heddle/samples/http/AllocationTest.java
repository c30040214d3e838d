package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request allocates on the loop when everything is warm. */
final class AllocationTest {
    private static final int REQUESTS = 48_000;

    /** A boxed number or two for a read; a callback for a batch. */
    private static final double MOST_BYTES_OF_A_READ = 128;

    private static final int ATTEMPTS = 40;

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void aRequestAllocatesNothingBeyondItsRead(int pipelined, @TempDir Path folder) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] bytesOfABatch = {Double.MAX_VALUE};
        long loop = Thread.currentThread().getId();
        assertThat(TestServer.run(Site.of(folder, Duration.ZERO), server -> {
                    try (RawClient client = server.connect()) {
                        byte[] batch = "GET / HTTP/1.1\r\nHost: localhost:8080\r\nAccept: */*\r\n\r\n"
                                .repeat(pipelined)
                                .getBytes(ISO_8859_1);
                        int length = client.get("/").head().length() + "Hello, World!".length();
                        client.socket().getInputStream().readNBytes("Hello, World!".length());
                        // until classes are loaded and linked, and the compiler has done what it does
                        for (int i = 0; i < ATTEMPTS && bytesOfABatch[0] >= MOST_BYTES_OF_A_READ; i++) {
                            long before = threads.getThreadAllocatedBytes(loop);
                            talk(client, batch, pipelined * length, REQUESTS / pipelined);
                            long allocated = threads.getThreadAllocatedBytes(loop) - before;
                            bytesOfABatch[0] = (double) allocated * pipelined / REQUESTS;
                        }
                    }
                }))
                .isEmpty();
        assertThat(bytesOfABatch[0]).isLessThan(MOST_BYTES_OF_A_READ);
    }

    private static void talk(RawClient client, byte[] batch, int lengthOfAnswers, int times) throws IOException {
        OutputStream output = client.socket().getOutputStream();
        InputStream input = client.socket().getInputStream();
        byte[] answers = new byte[lengthOfAnswers];
        for (int i = 0; i < times; i++) {
            output.write(batch);
            if (input.readNBytes(answers, 0, lengthOfAnswers) < lengthOfAnswers) {
                throw new IOException("the server has closed the connection");
            }
        }
    }
}
