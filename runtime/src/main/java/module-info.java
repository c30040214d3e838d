/**
 * Coroutines, tasks, scopes and the event loop that drives them. Runs without other modules: the annotations are needed by
 * compilers only.
 */
module dev.heddle {
    requires static transitive dev.heddle.annotation;
    requires static java.management;
    requires static jdk.jfr;
    requires static jdk.net;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.engine;

    exports dev.heddle;
    exports dev.heddle.channel;
    exports dev.heddle.coroutine;
    exports dev.heddle.engine;
    exports dev.heddle.file;
    exports dev.heddle.io;
    exports dev.heddle.management;
    exports dev.heddle.net;
    exports dev.heddle.process;
    exports dev.heddle.stream;
    exports dev.heddle.sync;
    exports dev.heddle.testing;
    exports dev.heddle.testing.junit;
    exports dev.heddle.tls;
}
