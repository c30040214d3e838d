package dev.heddle.process;

/** What pipes a child is started with. */
enum PipeKind {
    /** See {@link ChildPipe}. */
    OWN,

    /** Those of {@link Process}, read and written by threads that block. */
    OF_THE_JDK;

    /** What this system has. */
    static PipeKind best() {
        return Descriptors.areSupported() ? OWN : OF_THE_JDK;
    }
}
