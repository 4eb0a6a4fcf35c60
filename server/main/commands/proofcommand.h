#pragma once

#include "models/customer/proofpack.h"
#include "server/main/commands/storecommand.h"

namespace pl {

/// `proof`: the proof pack of one lead as JSON. Fails, after it was written, if the lead's history was altered.
class ProofCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    void make(const customer::PersonFile &file);
    void write(const customer::ProofPack &pack, const QUuid &lead);
    Result<QByteArray> save(const customer::ProofPack &pack) const;

    QString m_lead;
    QString m_out;
};

} // namespace pl
