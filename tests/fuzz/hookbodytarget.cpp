#include "models/base/jsonreader.h"
#include "models/mapping/bodytree.h"
#include "models/mapping/mapper.h"
#include "models/mapping/preset.h"
#include "tests/fuzz/targets.h"

namespace pl::fuzz {

namespace {

using namespace mapping;

constexpr int kPathsTried = 50;

/// A path that the window writes for a value leads to this value.
void followPaths(const nlohmann::json &root)
{
    const BodyTree tree(root);
    for (int number = 1; number < std::min(tree.size(), kPathsTried); ++number) {
        const QString text = tree.pathTo(number);
        const auto path = Path::parse(text);
        if (path && !path->find(tree).contains(number))
            qFatal("a path does not lead to its value");
    }
}

void check(const MappedLead &lead)
{
    if (lead.phoneNumber.isEmpty() && lead.email.isEmpty())
        qFatal("a lead that nobody can reach");
    const bool fits = lead.firstName.size() <= 100 && lead.lastName.size() <= 100 && lead.email.size() <= 255 &&
                      lead.phoneNumber.size() <= 20 && lead.phoneExtension.size() <= 20 &&
                      lead.serviceNeeded.size() <= 100 && lead.zipCode.size() <= 10 && lead.street.size() <= 200 &&
                      lead.city.size() <= 100 && lead.state.size() <= 50 && lead.externalId.size() <= 100;
    if (!fits)
        qFatal("a text that its column can't hold");
    if (dumpJson(lead.toJson()).contains("\\u0000"))
        qFatal("a NUL, which the store can't hold");
}

} // namespace

void runHookBody(const QByteArray &input)
{
    const qsizetype line = input.indexOf('\n');
    const auto body = readBody(input.first(std::max<qsizetype>(line, 0)), input.sliced(line + 1));
    if (!body)
        return;
    followPaths(body->tree);
    for (const QString &name : presetNames()) {
        const Preset &preset = *presetOf(name);
        (void)preset.idsToFetch(body->tree);
        const QList<Mapped> leads = mapBody(*body, preset.mapping, {QStringLiteral("Drain Cleaning")});
        if (leads.size() > qsizetype(kMaxLeadsInBody))
            qFatal("more leads than a body may hold");
        for (const Mapped &mapped : leads)
            if (const auto *lead = std::get_if<MappedLead>(&mapped))
                check(*lead);
    }
}

} // namespace pl::fuzz
