package app;

import java.util.concurrent.CompletionStage;

/** An await of one's own, which blocks where nothing weaves. */
public final class Later {
    private Later() {}

    static <T> T until(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
