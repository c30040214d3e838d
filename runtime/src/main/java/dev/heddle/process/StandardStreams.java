package dev.heddle.process;

import dev.heddle.io.ByteInput;
import dev.heddle.io.ByteOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Standard input, output and error of this process as byte streams. They are those of {@link System}, as they are set when
 * bytes are moved, and are never closed here.
 *
 * <p>They belong to the process and not to a loop: what one loop has read ahead the next one gets. Only one loop at a time
 * may use each.
 */
public final class StandardStreams {
    private static final StreamInput IN = new StreamInput(() -> System.in, "standard input");
    private static final StreamOutput OUT = new StreamOutput(printed(() -> System.out), "standard output");
    private static final StreamOutput ERR = new StreamOutput(printed(() -> System.err), "standard error");

    private StandardStreams() {}

    /**
     * What is typed, or comes through a pipe or from a file. A read that is cancelled has consumed nothing; the thread that
     * waits for input meanwhile, a daemon, goes on waiting, and the next read gets what it brings.
     */
    public static ByteInput in() {
        return IN;
    }

    /**
     * Where results go. Each write is flushed. Cancelled, up to 8 KiB that count as written may still be on their way; the next
     * write goes on after them.
     */
    public static ByteOutput out() {
        return OUT;
    }

    /** Where messages go, as {@link #out} otherwise. */
    public static ByteOutput err() {
        return ERR;
    }

    /** What a {@link PrintStream} keeps to itself, that nobody takes the output any more, is thrown here. */
    private static Supplier<OutputStream> printed(Supplier<PrintStream> stream) {
        return () -> new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                PrintStream target = stream.get();
                target.write(bytes, offset, length);
                if (target.checkError()) {
                    throw new IOException("the output cannot be written: nobody takes it, or the disk is full");
                }
            }
        };
    }
}
