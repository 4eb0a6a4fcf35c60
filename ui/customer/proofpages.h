#pragma once

#include "models/customer/givenfile.h"
#include "models/customer/proofpack.h"

#include <QUuid>

#include <functional>

namespace pl::ui {

// Proof packs and persons' files as paper.

/// Whether the history's lines fit their hashes, as a sentence.
QString chainSentence(const customer::ProofPack &pack);
/// The pages of a proof pack, part by part, as HTML. `nameOf` names plumbers.
QString proofHtml(const customer::ProofPack &pack, const std::function<QString(const QUuid &)> &nameOf);
/// The same as a PDF.
QByteArray proofPdf(const customer::ProofPack &pack, const std::function<QString(const QUuid &)> &nameOf);

QString givenHtml(const customer::GivenFile &given);
QByteArray givenPdf(const customer::GivenFile &given);
/// The same sections for programs.
QByteArray givenJson(const customer::GivenFile &given);

} // namespace pl::ui
