package io.fifoio.integration;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fifoio.Fifo;
import io.fifoio.adapters.PushSource;
import java.lang.invoke.VarHandle;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The walls between the rooms, with the reason that a failure prints. */
class WallsTest {

    private static final JavaClasses CORE = importOf(Fifo.class);
    private static final JavaClasses ADAPTERS = importOf(PushSource.class);

    private static final DescribedPredicate<JavaClass> INNER = resideInAPackage("io.fifoio.adapters.inner");

    private static JavaClasses importOf(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void theInnerRoomsOfCoreKnowNeitherEachOtherNorTheHall() {
        slices().matching("io.fifoio.(*)..")
                .should()
                .notDependOnEachOther()
                .because("the hall ties ring, gate and outcome together, so that each can be proven alone")
                .check(CORE);
        noClasses()
                .that()
                .resideInAnyPackage("io.fifoio.ring", "io.fifoio.gate", "io.fifoio.outcome", "io.fifoio.events")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fifoio")
                .check(CORE);
    }

    @Test
    void coreDependsOnTheJavaPlatformAlone() {
        classes()
                .that()
                .resideOutsideOfPackage("io.fifoio.events")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.fifoio..", "java..", "org.jspecify.annotations")
                .because("whoever takes the pair takes nothing else with it")
                .check(CORE);
    }

    @Test
    void onlyTheEventsKnowTheFlightRecorder() {
        classes()
                .that()
                .resideInAPackage("io.fifoio.events")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.fifoio.events", "java..", "jdk.jfr", "org.jspecify.annotations")
                .because("a runtime may lack the flight recorder, and the pair works there too")
                .check(CORE);
    }

    @Test
    void onlyTheGateParks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.fifoio.gate")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(LockSupport.class)
                .because("all waiting of the pair is in one place")
                .check(CORE);
    }

    @Test
    void theEndsHandleNoMemoryOrder() {
        noClasses()
                .that()
                .resideInAPackage("io.fifoio")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(VarHandle.class)
                .because("access modes belong to the ring, the gate and the outcome")
                .check(CORE);
    }

    @Test
    void noAdapterKnowsASibling() {
        slices().matching("io.fifoio.adapters.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), INNER)
                .because("formats compose by handing a push source to another, not by imports")
                .check(ADAPTERS);
        noClasses()
                .that()
                .resideInAPackage("io.fifoio.adapters")
                .should()
                .dependOnClassesThat(resideInAPackage("io.fifoio.adapters.*").and(not(INNER)))
                .because("the crossing is below the formats")
                .check(ADAPTERS);
    }

    @Test
    void theInnerRoomKnowsNeitherTheCrossingNorAnAdapter() {
        noClasses()
                .that(INNER)
                .should()
                .dependOnClassesThat(resideInAPackage("io.fifoio.adapters..").and(not(INNER)))
                .because("it is below them all")
                .check(ADAPTERS);
    }

    @Test
    void onlyTheCrossingStartsThreads() {
        noClasses()
                .that()
                .resideInAPackage("io.fifoio.adapters.*")
                .should()
                .beAssignableTo(Thread.class)
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Executors.class, ThreadFactory.class, ForkJoinPool.class, CompletableFuture.class, Timer.class)
                .because("whoever starts a thread must end it, and the crossing does; who waits may look at the thread"
                        + " that it is on, to keep its interrupt flag")
                .check(ADAPTERS);
    }

    @Test
    void eachThirdPartyIsKnownToOneAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.fifoio.adapters.json")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(ADAPTERS);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.fifoio.adapters.json3")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(ADAPTERS);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.fifoio.adapters.archive")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.compress.archivers..")
                .because("commons-compress is two libraries in one jar, and each half has its adapter")
                .check(ADAPTERS);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.fifoio.adapters.compress")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.commons.compress.compressors..", "net.jpountz..")
                .check(ADAPTERS);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.fifoio.adapters.archive", "io.fifoio.adapters.compress")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons..")
                .check(ADAPTERS);
    }
}
