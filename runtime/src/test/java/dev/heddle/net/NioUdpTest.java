package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;

/** On real sockets. */
class NioUdpTest extends UdpBehaviour {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }
}
