/** The annotations of Heddle; no dependencies. */
module dev.heddle.annotation {
    requires static org.jspecify;

    exports dev.heddle.annotation;
}
