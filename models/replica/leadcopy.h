#pragma once

#include "models/replica/enginemaker.h"
#include "models/replica/storedtable.h"

namespace pl::replica {

/// The office's leads as columns and whole. Those that were withdrawn with their import are gone, and the columns come
/// from an image beside the copy where there is one. Part of an OfficeReplica, and lives on its thread; columns are
/// built on another.
class LeadCopy : public StoredTable<columns::LeadEngine>
{
public:
    /// Both must outlive it. `names`: what new columns are told.
    LeadCopy(supabase::RestClient &client, SyncRound &round, std::function<EngineNames()> names, QObject *parent);

    /// Begins with what the copy has, which must stay open until close().
    void open(OfficeFile &file, const CopyBegin &begin);
    void close() override;

    LeadSnapshot snapshot() const { return {shelf().place(), shelf().unwritten()}; }
    QList<Lead> merge(const QList<Lead> &leads) override;

protected:
    LoadPace paceFor(const OfficeFile &file) const override;
    bool put(const Lead &lead) override;
    void make(OfficeFile &file, bool isComplete, const Receive &receive) override;
    void finish(columns::LeadEngine &engine) override;

private:
    QSet<QUuid> m_withdrawn; ///< an older version of one, come late, must not bring it back
    EngineMaker m_maker;
};

} // namespace pl::replica
