package dev.heddle.migrate;

import java.nio.file.Path;
import java.util.List;

/** The libraries that migrated programs are compiled against, as far as javac has to see them. */
final class Libraries {
    static final List<SourceFile> ALL = List.of(
            library("dev/heddle/Coroutines.java", """
                    package dev.heddle;

                    import java.util.concurrent.CompletionStage;

                    public final class Coroutines {
                        public interface Coroutine<T> {}

                        public static <T> T await(Coroutine<T> coroutine) {
                            throw new Error();
                        }

                        public static <T> T await(CompletionStage<T> stage) {
                            throw new Error();
                        }

                        public static <T, F extends CompletionStage<T>> F completed(T result) {
                            throw new Error();
                        }
                    }
                    """),
            library("dev/heddle/Cancelled.java", """
                    package dev.heddle;

                    public final class Cancelled extends Error {
                        private static final long serialVersionUID = 1;
                    }
                    """),
            library("dev/heddle/annotation/Async.java", """
                    package dev.heddle.annotation;

                    public @interface Async {}
                    """),
            library("com/ea/async/Async.java", """
                    package com.ea.async;

                    import java.util.concurrent.CompletionStage;

                    public class Async {
                        public static <T> T await(CompletionStage<T> stage) {
                            throw new Error();
                        }

                        public static void init() {}
                    }
                    """));

    private Libraries() {}

    private static SourceFile library(String name, String text) {
        return new SourceFile(Path.of(name), text);
    }
}
