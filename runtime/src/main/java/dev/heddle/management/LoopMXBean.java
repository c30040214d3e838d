package dev.heddle.management;

/** A loop as JMX shows it. Each question is answered by the loop itself, and fails if it does not answer in ten seconds. */
public interface LoopMXBean {
    /** The name given in the options. */
    String getName();

    /** What asks the operating system: {@code nio} or {@code epoll}. */
    String getEngine();

    /** How often it has asked the operating system for news. */
    long getTicks();

    /** How many steps it has run. */
    long getSteps();

    /** How many tasks have not ended. */
    long getTasks();

    /** How many steps are ready to run. */
    int getReady();

    /** How many timers are set. */
    int getTimers();

    /** How many bytes its sockets have read. */
    long getBytesRead();

    /** How many bytes its sockets have written. */
    long getBytesWritten();

    /** How long its last tick has worked, in nanoseconds; -1 unless it is measured. */
    long getLagNanos();

    /** The tree of tasks as text; the live stack of the loop's thread if the loop does not answer. */
    String dump();

    /** The tree of tasks as JSON. */
    String dumpJson();
}
