package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.Epoll;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class EpollHappyEyeballsTest extends SocketHappyEyeballsBehaviour {
    @BeforeAll
    static void needEpoll() {
        Epoll.assumeAvailable();
    }

    @Override
    Engine newEngine() throws IOException {
        return Epoll.open();
    }
}
