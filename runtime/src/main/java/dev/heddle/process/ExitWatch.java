package dev.heddle.process;

import java.util.function.IntConsumer;

/** Where the end of processes is seen. Any thread. */
@FunctionalInterface
interface ExitWatch {
    /**
     * By the JDK, which has a thread that waits for each child: a child that nobody waits for would stay a zombie. It tells
     * of the end as such, whoever still holds pipes of the child.
     */
    ExitWatch OF_THE_JDK = (process, told) -> process.onExit().thenAccept(ended -> told.accept(ended.exitValue()));

    /** Calls {@code told} with the exit status once {@code process} has ended, on any thread. */
    void onExit(Process process, IntConsumer told);
}
