package dev.heddle.engine;

import org.jspecify.annotations.Nullable;

/** Whether the system can be called directly. This is the answer on a JDK that has the foreign-function interface. */
final class NativeAccess {
    private NativeAccess() {}

    /** Why the system cannot be called, or not without a warning of the virtual machine; null if it can. */
    static @Nullable String obstacle() {
        String platform = EventLayout.obstacle(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (platform != null) {
            return platform;
        }
        Module module = NativeAccess.class.getModule();
        return module.isNativeAccessEnabled()
                ? null
                : "native access is not enabled; start with --enable-native-access="
                        + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }

    /**
     * The system calls, for one engine.
     *
     * @throws UnsupportedOperationException if they cannot be made; says why
     */
    static LinuxCalls calls() {
        String platform = EventLayout.obstacle(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (platform != null) {
            throw new UnsupportedOperationException(platform);
        }
        try {
            return new ForeignCalls();
        } catch (ExceptionInInitializerError failure) {
            String hint = obstacle();
            throw new UnsupportedOperationException(
                    failure.getCause() + (hint == null ? "" : "; " + hint), failure.getCause());
        } catch (NoClassDefFoundError again) {
            throw new UnsupportedOperationException("linking the system calls has failed before", again);
        }
    }
}
