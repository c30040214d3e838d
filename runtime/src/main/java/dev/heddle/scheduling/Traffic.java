package dev.heddle.scheduling;

/** How many bytes the sockets of one loop have moved. Confined to the loop thread. */
public final class Traffic {
    private long read;
    private long written;

    /** No byte yet. */
    public Traffic() {}

    /** So many bytes have come. */
    public void countRead(long bytes) {
        read += bytes;
    }

    /** So many bytes have gone. */
    public void countWritten(long bytes) {
        written += bytes;
    }

    /** How many bytes have come. */
    public long read() {
        return read;
    }

    /** How many bytes have gone. */
    public long written() {
        return written;
    }
}
