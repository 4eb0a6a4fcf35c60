#include "models/replica/imagefile.h"
#include "tests/models/replica/imagedleads.h"

#include <QCoreApplication>

#include <cstdio>

using namespace pl;

/// imagewriter FILE: goes on writing leads to a copy and images beside it, and says how many images there were, until
/// it is killed.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const replica::CopyPlace place = test::imagedPlace(app.arguments().value(1));
    const auto file = disk::ReplicaFile::open(place.path, place.key);
    test::ImagedLeads leads(static_cast<unsigned>(QCoreApplication::applicationPid()));
    for (int images = 0; file; ++images) {
        std::printf("%d\n", images);
        std::fflush(stdout);
        if (!(*file)->store(leads.next(300)))
            return 3;
        const auto token = (*file)->beginImage();
        if (!token)
            return 4;
        const auto engine = replica::buildEngine(place, {}, [] { return true; });
        if (!engine || !replica::writeImage(place, *token, **engine, [] { return true; }))
            return 5;
        if (!(*file)->adoptImage(disk::ReplicaReader::newImageOf(place.path), *token).valueOr(false))
            return 6;
        for (int i = 0; i < 10; ++i)
            if (!(*file)->store(leads.next(10)))
                return 7;
    }
    return 2;
}
