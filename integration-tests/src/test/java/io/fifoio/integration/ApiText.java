package io.fifoio.integration;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of a module can refer to, one line each, printed in the same way by every version of Java. */
final class ApiText {

    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;

    /** The modifiers that matter to code that calls or extends; {@code native} and {@code synchronized} do not. */
    private static final int TOLD = VISIBLE | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

    private ApiText() {}

    static List<String> of(Path module) throws IOException {
        ModuleReference reference = ModuleFinder.of(module).findAll().iterator().next();
        List<String> packages = reference.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("module " + reference.descriptor().name());
        try (ModuleReader reader = reference.open();
                Stream<String> files = reader.list()) {
            files.filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> packages.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
                    .filter(name -> !name.endsWith("package-info"))
                    .sorted()
                    .map(ApiText::load)
                    .filter(ApiText::isVisible)
                    .forEach(type -> addType(lines, type));
        }
        return lines;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiText.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return (type.getModifiers() & VISIBLE) != 0
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static void addType(List<String> lines, Class<?> type) {
        lines.add(describe(type));
        TreeSet<String> members = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isTold(field.getModifiers(), field.isSynthetic())) {
                members.add(
                        modifiers(field.getModifiers()) + field.getGenericType().getTypeName() + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isTold(constructor.getModifiers(), constructor.isSynthetic())) {
                members.add(modifiers(constructor.getModifiers())
                        + typeParameters(constructor.getTypeParameters())
                        + type.getSimpleName()
                        + parametersAndThrows(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isTold(method.getModifiers(), method.isSynthetic())) {
                members.add(modifiers(method.getModifiers())
                        + (method.isDefault() ? "default " : "")
                        + typeParameters(method.getTypeParameters())
                        + method.getGenericReturnType().getTypeName()
                        + " "
                        + method.getName()
                        + parametersAndThrows(method));
            }
        }
        members.forEach(member -> lines.add("    " + member));
    }

    private static boolean isTold(int modifiers, boolean synthetic) {
        return (modifiers & VISIBLE) != 0 && !synthetic;
    }

    private static String describe(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int modifiers = type.isInterface() ? type.getModifiers() & ~Modifier.ABSTRACT : type.getModifiers();
        StringBuilder line = new StringBuilder(modifiers(modifiers));
        line.append(type.isSealed() ? "sealed " : "").append(kind).append(' ').append(type.getName());
        line.append(typeParameters(type.getTypeParameters()).stripTrailing());
        if (type.getGenericSuperclass() != null && type.getGenericSuperclass() != Object.class) {
            line.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        if (type.getGenericInterfaces().length > 0) {
            line.append(type.isInterface() ? " extends " : " implements ").append(names(type.getGenericInterfaces()));
        }
        return line.toString();
    }

    private static String parametersAndThrows(Executable executable) {
        Type[] thrown = executable.getGenericExceptionTypes();
        return "(" + names(executable.getGenericParameterTypes()) + ")"
                + (thrown.length > 0 ? " throws " + names(thrown) : "");
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Stream.of(variables)
                .map(variable -> variable.getName() + bounds(variable.getBounds()))
                .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String bounds(Type[] bounds) {
        return bounds.length == 1 && bounds[0] == Object.class
                ? ""
                : Arrays.stream(bounds).map(Type::getTypeName).collect(Collectors.joining(" & ", " extends ", ""));
    }

    private static String names(Type[] types) {
        return Stream.of(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & TOLD);
        return text.isEmpty() ? "" : text + " ";
    }
}
