#include "server/main/commands/proofcommand.h"

#include "models/base/jsonmember.h"
#include "models/domain/officeidentity.h"
#include "models/supabase/settingsstore.h"
#include "server/customer/personfinder.h"
#include "server/main/commands/options.h"

#include <QFile>

#include <cstdio>

namespace pl {

using namespace Qt::StringLiterals;
using nlohmann::json;
using namespace customer;

namespace {

std::string leadIdFault(const std::string &value)
{
    return QUuid::fromString(QString::fromStdString(value)).isNull() ? "must be a lead's id" : std::string();
}

} // namespace

void ProofCommand::describe(CLI::App &app)
{
    app.footer("proof 0190b5a2-4c1e-7f00-8000-000000000001 --out p.json");
    addArgument(app, "LEAD", m_lead, "The lead's id, as \"person\" shows it.")
        ->required()
        ->check(CLI::Validator(leadIdFault, std::string()));
    addText(app, "--out", "FILE", m_out, "A new file for it. Default: standard output.");
    addDataOption(app, dataPath());
}

void ProofCommand::run()
{
    then((new PersonFinder(rest(), QUuid::fromString(m_lead), this))->start(),
         [this](const FoundPerson &found) { make(found.file); });
}

void ProofCommand::make(const PersonFile &file)
{
    then(supabase::SettingsStore(rest()).value(QString(OfficeIdentity::kName)), [this, file](const json &name) {
        const ProofMaker maker{jsonText(name), u"server"_s, Timestamp::now()};
        write({file.leads.first(), file, maker}, file.leads.first().id);
    });
}

void ProofCommand::write(const ProofPack &pack, const QUuid &lead)
{
    const json line{{"actor", "server"},
                    {"kind", "proof_made"},
                    {"lead_id", toJson(lead)},
                    {"detail", {{"format", "json"}, {"hash", toJson(pack.lastHash())}}}};
    then(rest().insert(supabase::Query("activity").select("id"), line), [this, pack](const json &) {
        const auto saved = save(pack);
        if (!saved || pack.isSound())
            return Q_EMIT finished(saved);
        std::fwrite(saved->constData(), 1, std::size_t(saved->size()), stdout);
        const json &chain = pack.document().at("chain");
        fail({ErrorCode::Conflict,
              u"The history is not as it was written, from line %1 on. The pack says so, too."_s.arg(
                  chain.at("fault_at").is_number_integer() ? chain.at("fault_at").get<qint64>() : 0)});
    });
}

/// What is printed.
Result<QByteArray> ProofCommand::save(const ProofPack &pack) const
{
    if (m_out.isEmpty())
        return pack.toJson();
    QFile file(m_out);
    const QByteArray bytes = pack.toJson();
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush())
        return Error{ErrorCode::Unavailable, u"Can't write %1: %2."_s.arg(m_out, file.errorString())};
    return "Written: " + m_out.toUtf8() + "\nSHA-256: " + pack.sha256().toLatin1() + '\n';
}

} // namespace pl
