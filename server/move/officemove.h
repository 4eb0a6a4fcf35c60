#pragma once

#include "server/move/targetproject.h"

#include <functional>

namespace pl::move {

/// Moves an office's rows and accounts from its embedded database into a Supabase project. It can end at any moment:
/// the next one goes on where this one stopped. Blocks; for one thread.
class OfficeMove
{
public:
    /// What is told after each page: a step, how many of its rows are there, and how many there will be.
    using Tell = std::function<void(const QString &step, qint64 done, qint64 total)>;

    /// All must outlive this.
    OfficeMove(SourceOffice &source, TargetProject &target, const QList<MoveTable> &tables, Tell tell,
               int pageRows = 5000);

    /// Reads the whole office and how far its move is; changes nothing. Conflict if the project has other rows, or if
    /// the office has changed since its move: what was moved is no longer what is here.
    Result<MoveProgress> look();
    /// What is here, in the order of tables, once look() has read it.
    const QList<TableState> &here() const { return m_here; }

    /// Copies what is not there yet.
    Result<> copy(const MoveProgress &progress);
    /// Both sides, table by table.
    Result<QList<Comparison>> compare();
    /// The project's from now on. Only after a comparison without a difference.
    Result<> finish();

private:
    QString officeName() const;
    QList<MoveStep> steps() const;
    Result<> copyStep(const MoveStep &step, StepProgress progress);
    qint64 rowsHere(const MoveTable &table) const;

    SourceOffice &m_source;
    TargetProject &m_target;
    const QList<MoveTable> &m_tables;
    Tell m_tell;
    int m_pageRows;
    QList<TableState> m_here;
};

} // namespace pl::move
