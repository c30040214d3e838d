package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;

class NioHappyEyeballsTest extends SocketHappyEyeballsBehaviour {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }
}
