// H208
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class BlockingDatabase {
    static class Warned {
        @Async
        Coroutine<Connection> connects(String url) throws SQLException {
            return done(DriverManager.getConnection(url));
        }

        @Async
        Coroutine<Boolean> executes(PreparedStatement statement) throws SQLException {
            return done(statement.execute());
        }

        @Async
        Coroutine<Integer> counts(ResultSet rows) throws SQLException {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return done(count);
        }
    }

    static class Silent {
        boolean notAsync(Statement statement, String query) throws SQLException {
            return statement.execute(query);
        }

        @Async
        Coroutine<Boolean> elsewhere(Statement statement, String query) {
            return done(await(blocking(() -> statement.execute(query))));
        }

        @Async
        Coroutine<Boolean> asks(Connection connection) throws SQLException {
            return done(connection.isClosed());
        }
    }
}
