package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;

class NioTcpTest extends SocketTcpBehaviour {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }
}
