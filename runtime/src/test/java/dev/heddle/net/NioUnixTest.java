package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;

class NioUnixTest extends SocketUnixBehaviour {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }
}
