package dev.heddle.transform.parse;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** How an async method hands out its result. */
public enum AsyncReturn {
    /** {@code Coroutine}: cold, the call runs nothing. */
    COROUTINE,
    /** {@code CompletableFuture} or {@code CompletionStage}: hot, the call starts the body. */
    FUTURE,
    /** {@code AsyncStream}: cold, the body emits elements as they are asked for. */
    STREAM;

    static @Nullable AsyncReturn of(Type type) {
        if (type.getSort() != Type.OBJECT) {
            return null;
        }
        return switch (type.getInternalName()) {
            case Names.COROUTINE -> COROUTINE;
            case Names.COMPLETABLE_FUTURE, Names.COMPLETION_STAGE -> FUTURE;
            case Names.ASYNC_STREAM -> STREAM;
            default -> null;
        };
    }
}
