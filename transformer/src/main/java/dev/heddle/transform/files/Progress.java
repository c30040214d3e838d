package dev.heddle.transform.files;

/** Is told how far a directory has been looked at, for those who wait. Called by the thread that weaves. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (classes, all) -> {};

    /**
     * Called before each class.
     *
     * @param classes how many have been looked at
     * @param all how many there are
     */
    void at(int classes, int all);
}
