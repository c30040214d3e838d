package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket of the epoll engine, of whatever kind. Confined to the loop thread. */
abstract class EpollNetworkChannel extends EpollChannel implements EngineChannel {
    private final Set<LinuxOption> options;

    EpollNetworkChannel(EpollEngine engine, int descriptor, Set<LinuxOption> options) {
        super(engine, descriptor);
        this.options = options;
    }

    @Override
    public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
        requireOpen();
        LinuxOption found = LinuxOption.find(option, options);
        engine.check(engine.calls.setOption(descriptor, found, found.toSystem(value)));
    }

    @Override
    public final <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        requireOpen();
        LinuxOption found = LinuxOption.find(option, options);
        engine.check(engine.calls.getOption(descriptor, found));
        return option.type().cast(found.fromSystem(option.type(), engine.calls.optionValue()));
    }

    @Override
    public final SocketAddress localAddress() throws IOException {
        requireOpen();
        engine.check(engine.calls.localAddress(descriptor));
        return engine.calls.address();
    }
}
