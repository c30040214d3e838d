package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;

class NioServerTest extends SocketServerBehaviour {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }
}
