// rules=*:off,H104:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.nio.channels.*;
import java.sql.*;

class HeldAcrossAwait {
    static class Warned {
        @Async
        Coroutine<Void> inTry(FileChannel file, Coroutine<Integer> price) throws Exception {
            try (FileLock lock = file.lock()) {
                await(price);
            }
            return done();
        }

        @Async
        Coroutine<Integer> usedAfter(ResultSet rows, Coroutine<Integer> price) throws Exception {
            int sum = 0;
            while (rows.next()) {
                int amount = await(price);
                sum += amount;
            }
            return done(sum);
        }

        @Async
        Coroutine<Void> asAnOperand(Connection connection, Coroutine<String> query) throws Exception {
            connection.createStatement().execute(await(query));
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> doneBefore(Connection connection, Coroutine<Integer> price) throws Exception {
            connection.commit();
            await(price);
            return done();
        }

        @Async
        Coroutine<Void> openedAfter(FileChannel file, Coroutine<Integer> price) throws Exception {
            await(price);
            try (FileLock lock = file.lock()) {
                System.out.println(lock);
            }
            return done();
        }

        @Async
        Coroutine<Integer> insideOne(Connection connection) {
            return done(await(blocking(() -> connection.createStatement().executeUpdate("delete"))) + 1);
        }
    }
}
