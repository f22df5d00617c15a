package dev.leeway.app.server.model;

import java.nio.file.Path;

/// What the server proves its name with.
///
/// @param certificate the certificate and those that vouch for it, as PEM
/// @param key its private key, as PEM in PKCS #8
public record Tls(Path certificate, Path key) {}
