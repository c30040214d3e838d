module app {
    requires dev.heddle;

    exports app;
}
