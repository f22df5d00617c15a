package dev.leeway.app.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// What of a public type a reader may use, with its Javadoc.
///
/// @param name its simple name
/// @param documentation its Javadoc, in Markdown
/// @param members in the order of the source, overloads following each other
record JavaType(String name, String documentation, List<Member> members) {

  /// A constant, method or nested type.
  ///
  /// @param signature how it is declared; empty where the name says it all
  record Member(String name, String signature, String documentation) {}

  static JavaType read(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
      CompilationUnitTree unit = task.parse().iterator().next();
      DocTrees docs = DocTrees.instance(task);
      ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
      TreePath path = new TreePath(new TreePath(unit), type);
      boolean allPublic = type.getKind() == Tree.Kind.INTERFACE;
      List<Member> members = new ArrayList<>();
      for (Tree member : type.getMembers()) {
        member(member, text(docs, new TreePath(path, member)), allPublic).ifPresent(members::add);
      }
      return new JavaType(type.getSimpleName().toString(), text(docs, path), members);
    }
  }

  private static Optional<Member> member(Tree tree, String text, boolean allPublic) {
    return switch (tree) {
      case MethodTree method
          when isPublic(method.getModifiers(), allPublic) && method.getReturnType() != null ->
          Optional.of(new Member(method.getName().toString(), signature(method), text));
      case ClassTree nested when isPublic(nested.getModifiers(), allPublic) ->
          Optional.of(new Member(nested.getSimpleName().toString(), "", text));
      case VariableTree constant
          when isPublic(constant.getModifiers(), allPublic)
              && constant.getModifiers().getFlags().contains(Modifier.STATIC)
              && !text.isEmpty() ->
          Optional.of(new Member(constant.getName().toString(), "", text));
      default -> Optional.empty();
    };
  }

  private static boolean isPublic(ModifiersTree modifiers, boolean allPublic) {
    return allPublic || modifiers.getFlags().contains(Modifier.PUBLIC);
  }

  private static String signature(MethodTree method) {
    String parameters =
        method.getParameters().stream()
            .map(parameter -> parameter.getType() + " " + parameter.getName())
            .collect(Collectors.joining(", "));
    return method.getReturnType() + " " + method.getName() + "(" + parameters + ")";
  }

  private static String text(DocTrees docs, TreePath path) {
    return Optional.ofNullable(docs.getDocComment(path)).orElse("").stripIndent().strip();
  }
}
