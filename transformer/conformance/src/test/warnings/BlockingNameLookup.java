package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.IOException;
import java.net.*;

class BlockingNameLookup {
    static class Warned {
        @Async
        Coroutine<Void> asksForName() throws IOException {
            InetAddress.getByName("shop");
            return done();
        }

        @Async
        Coroutine<Integer> asksForAllAfterAwait(Coroutine<String> name) throws IOException {
            return done(InetAddress.getAllByName(await(name)).length);
        }

        @Async
        Coroutine<String> asksForNameOfAnAddress(Inet4Address address) {
            return done(address.getCanonicalHostName());
        }

        @Async
        Coroutine<InetSocketAddress> asksInAConstructor(String name) {
            return done(new InetSocketAddress(name, 80));
        }
    }

    static class Silent {
        @Async
        Coroutine<InetAddress> asksElsewhere() {
            return done(await(blocking(() -> InetAddress.getByName("shop"))));
        }

        @Async
        Coroutine<InetSocketAddress> leavesNameUnresolved(String name) {
            return done(InetSocketAddress.createUnresolved(name, 80));
        }

        @Async
        Coroutine<InetSocketAddress> hasAnAddress(byte[] bytes) throws IOException {
            return done(new InetSocketAddress(InetAddress.getByAddress("shop", bytes), 80));
        }

        @Async
        Coroutine<InetSocketAddress> listensEverywhere() {
            return done(new InetSocketAddress(80));
        }

        @Async
        Coroutine<String> showsWhatIsThere(InetSocketAddress address) {
            return done(address.getHostString() + InetAddress.getLoopbackAddress().getHostAddress());
        }

        InetAddress plain() throws IOException {
            return InetAddress.getByName("shop");
        }
    }
}
