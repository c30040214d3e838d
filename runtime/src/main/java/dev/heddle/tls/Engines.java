package dev.heddle.tls;

import dev.heddle.tls.TlsOptions.ClientCertificate;
import dev.heddle.tls.TlsOptions.HostName;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes engines as options tell. Stateless. */
final class Engines {
    private Engines() {}

    /** The engine of a client that wants to speak with {@code host}: a name or an address. */
    static SSLEngine client(SSLContext context, String host, TlsOptions options) {
        String name = plain(options.serverName == null ? host : options.serverName);
        SSLEngine engine = context.createSSLEngine(name, -1);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine, options);
        parameters.setServerNames(serverNames(name));
        parameters.setEndpointIdentificationAlgorithm(options.hostName == HostName.VERIFIED ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The engine of a server. */
    static SSLEngine server(SSLContext context, TlsOptions options) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine, options);
        if (options.clientCertificate == ClientCertificate.NEEDED) {
            parameters.setNeedClientAuth(true);
        } else if (options.clientCertificate == ClientCertificate.WANTED) {
            parameters.setWantClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLParameters parameters(SSLEngine engine, TlsOptions options) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(options.protocols.toArray(String[]::new));
        parameters.setApplicationProtocols(options.applicationProtocols.toArray(String[]::new));
        if (!options.cipherSuites.isEmpty()) {
            parameters.setCipherSuites(options.cipherSuites.toArray(String[]::new));
        }
        return parameters;
    }

    /** The host as it stands in certificates: without the dot at the end, without brackets, in ASCII. */
    private static String plain(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            return IDN.toASCII(name).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unusual) {
            return name;
        }
    }

    /** For SNI, which knows neither addresses (RFC 6066, section 3) nor names that are none of the DNS. */
    private static List<SNIServerName> serverNames(String name) {
        if (isAddress(name)) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(name));
        } catch (IllegalArgumentException noNameOfADomain) {
            return List.of();
        }
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.chars().allMatch(each -> each == '.' || each >= '0' && each <= '9');
    }
}
