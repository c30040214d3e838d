/** Coroutines, tasks, scopes and the event loop that drives them. */
module dev.heddle {
    requires transitive dev.heddle.annotation;
    requires static org.jspecify;

    exports dev.heddle;
    exports dev.heddle.coroutine;
    exports dev.heddle.engine;
    exports dev.heddle.net;
    exports dev.heddle.testing;
}
