package dev.leeway.app.server.api;

import dev.leeway.app.server.model.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate and its key, as PEM files have them.
final class PemFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private PemFiles() {}

  /// @throws ServeException if the files are not what they should be
  static SSLContext context(Tls tls) {
    Certificate[] chain = chain(tls.certificate());
    PrivateKey key = key(tls.key(), chain[0].getPublicKey().getAlgorithm());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("leeway", key, new char[0], chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ServeException(
          "the certificate in %s and the key in %s do not serve TLS: %s"
              .formatted(tls.certificate(), tls.key(), e.getMessage()),
          e);
    }
  }

  private static Certificate[] chain(Path file) {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(file)))
              .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      throw new ServeException(file + " has no certificate that can be read: " + e.getMessage(), e);
    }
    throw new ServeException(file + " has no certificate; expected -----BEGIN CERTIFICATE-----");
  }

  private static PrivateKey key(Path file, String algorithm) {
    Matcher text = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
    if (!text.find()) {
      throw new ServeException(
          file
              + " has no key in PKCS #8, which begins with -----BEGIN PRIVATE KEY-----; make one of"
              + " another with: openssl pkcs8 -topk8 -nocrypt -in KEY");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.group(1));
      for (String one : List.of(algorithm, "RSA", "EC", "Ed25519")) {
        try {
          return KeyFactory.getInstance(one).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException ignored) {
          // of another kind, perhaps
        }
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new ServeException(file + " has no key that can be read: " + e.getMessage(), e);
    }
    throw new ServeException(file + " has no key that can be read; expected RSA, EC or Ed25519");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ServeException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
