package dev.heddle.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The program that {@link AgentCost} runs: loads classes and prints the microseconds of processor time for each. */
public final class ClassLoads {
    /** Of the names of the classes, a number behind it. */
    static final String PREFIX = "Class";

    /** Classes that are loaded while most code is still interpreted. */
    static final int FIRST = 5_000;

    private ClassLoads() {}

    /** Takes the number of classes; with none of them it does nothing. */
    public static void main(String[] args) throws ClassNotFoundException {
        int count = Integer.parseInt(args[0]);
        if (count == 0) {
            return;
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ClassLoader loader = ClassLoads.class.getClassLoader();
        long begun = threads.getCurrentThreadCpuTime();
        long first = begun;
        for (int i = 0; i < count; i++) {
            if (i == FIRST) {
                first = threads.getCurrentThreadCpuTime();
            }
            Class.forName(PREFIX + i, false, loader);
        }
        long ended = threads.getCurrentThreadCpuTime();
        System.out.println((first - begun) / 1e3 / FIRST + " " + (ended - begun) / 1e3 / count);
    }
}
