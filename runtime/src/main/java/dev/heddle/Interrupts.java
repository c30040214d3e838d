package dev.heddle;

import dev.heddle.scheduling.ProcessSignal;

/** What {@link Loop#run} makes of the signal INT: Ctrl-C. Immutable. */
enum Interrupts {
    /** Left to whoever handles it. */
    IGNORED,

    /** Handled where the program itself runs, on the main thread of the process; other loops must not end it. */
    FROM_MAIN_THREAD;

    /** Calls {@code action} at the first signal, on another thread; the second one is left to who handled it before. */
    ProcessSignal listen(Runnable action) {
        return this == FROM_MAIN_THREAD && isMainThread(Thread.currentThread())
                ? ProcessSignal.listenOnce(action)
                : ProcessSignal.unheard();
    }

    /** Its number differs between versions of the virtual machine, its name does not. */
    private static boolean isMainThread(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return thread.getName().equals("main")
                && group != null
                && group.getName().equals("main");
    }
}
